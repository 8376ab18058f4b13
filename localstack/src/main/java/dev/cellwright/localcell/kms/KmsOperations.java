package dev.cellwright.localcell.kms;

import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.JsonService;
import dev.cellwright.localcell.aws.JsonService.Known;
import java.util.HashMap;
import java.util.Map;

/// The operations of KMS over HTTP.
record KmsOperations(Keys keys) {

  AwsService service() {
    var operations = new HashMap<String, Known>();
    operations.putAll(new KeyAdministration(keys).operations());
    operations.putAll(new SigningOperations(keys).operations());
    operations.putAll(new EncryptionOperations(keys).operations());
    return new JsonService("kms", "TrentService", "KMSInternalException", Map.copyOf(operations));
  }
}
