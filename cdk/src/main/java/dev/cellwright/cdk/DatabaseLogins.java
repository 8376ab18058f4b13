package dev.cellwright.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The secrets of everybody who logs in to the database, of its master, and of contexts: what
/// Bootstrap gives the database, and Rotate changes.
///
/// @param roles the secret's ARN, by the role
record DatabaseLogins(
    Construct scope,
    CellPlan plan,
    SortedMap<String, String> roles,
    String master,
    String contextKey) {

  static DatabaseLogins in(Construct scope, CellPlan plan) {
    var parameters = new CellParameters(plan.names());
    var roles = new TreeMap<String, String>();
    plan.databaseRoles()
        .forEach(
            role -> roles.put(role, parameters.read(scope, CellParameters.databaseSecret(role))));
    return new DatabaseLogins(
        scope,
        plan,
        roles,
        parameters.read(scope, CellParameters.databaseSecret("master")),
        parameters.read(scope, CellParameters.CONTEXT_KEY_SECRET));
  }

  List<String> secrets() {
    var secrets = new ArrayList<>(roles.values());
    secrets.add(master);
    secrets.add(contextKey);
    return secrets;
  }

  /// What a function that is the master finds in its environment.
  SortedMap<String, String> environment() {
    var environment = new TreeMap<String, String>();
    environment.put("DATABASE_ARN", Arns.cluster(scope, plan.names()));
    environment.put("DATABASE_NAME", CellDatabase.NAME);
    environment.put("MASTER_SECRET_ARN", master);
    environment.put("CONTEXT_KEY_SECRET_ARN", contextKey);
    environment.put("ROLE_SECRETS", Stack.of(scope).toJsonString(roles));
    return environment;
  }
}
