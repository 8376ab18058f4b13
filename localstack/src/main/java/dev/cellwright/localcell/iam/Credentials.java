package dev.cellwright.localcell.iam;

/// Temporary credentials of one function: what Lambda puts into its environment.
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {

  @Override
  public String toString() {
    return "Credentials[" + accessKeyId + "]";
  }
}
