package dev.cellwright.kernel;

/// A resource of the cell that a module's function may be allowed to touch.
public enum CellResource {
  /// Signing access tokens with the cell's KMS key (`kms:Sign`).
  TOKEN_SIGNING,

  /// Sending mail from the cell's address (`ses:SendEmail`).
  EMAIL,

  /// Pushing to phones and sending text messages (`sns:Publish`, `sns:CreatePlatformEndpoint`).
  PUSH,

  /// Sending to open WebSocket connections, and closing them (`execute-api:ManageConnections`).
  /// `SOCKETS_ENDPOINT` names where.
  SOCKETS,

  /// Writing and reading files that people ask for, such as exports (`s3:PutObject`,
  /// `s3:GetObject`). `EXPORTS_BUCKET` names the bucket; what is in it goes after a few days.
  EXPORTS,

  /// Signing seals of the trail with the cell's key for them (`kms:Sign`, `SEAL_KEY_ALIAS`), and
  /// writing them and what is archived where nobody can change or delete it (`s3:PutObject`,
  /// `s3:GetObject`, `SEALS_BUCKET`).
  SEALS,

  /// Reading what providers sign with at the cell's own endpoints
  /// (`secretsmanager:GetSecretValue`). `PROVIDER_SECRETS_ARN` names the secret.
  PROVIDER_SECRETS
}
