package dev.cellwright.localcell.aws;

import java.util.Set;

/// One AWS service behind the front.
public interface AwsService {

  /// The name in the credential scope of a signature: `rds-data`, `kms`, ….
  String name();

  /// The names of all its operations.
  Set<String> operationNames();

  /// The name of the operation that a request asks for. Throws [AwsError] for one it does not know.
  String operation(AwsRequest request);

  /// Reads the request of a known operation. Throws [AwsError] for a member it does not know.
  AwsOperation prepare(String operation, AwsRequest request);

  /// Puts an error into the service's wire form.
  AwsAnswer error(AwsError error);

  /// The name of the error that this service answers when it is itself at fault.
  String internalError();

  /// The status with which this service answers a call that the caller's role does not allow.
  int accessDeniedStatus();
}
