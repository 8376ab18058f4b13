package dev.cellwright.localcell.ses;

import java.sql.SQLException;

/// Publishes to an SNS topic.
@FunctionalInterface
public interface Topics {
  void publish(String topicArn, String message) throws SQLException;
}
