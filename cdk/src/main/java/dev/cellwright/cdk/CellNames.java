package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import java.util.ArrayList;
import java.util.List;

/// The physical names in a cell. They are stated rather than generated where one stack, or the
/// local cell, must find what another made.
///
/// @param cell `acme-crm-dev`
record CellNames(String cell) {

  String stack(String part) {
    return cell + "-" + part;
  }

  /// The function of a module, or another single one of the cell.
  String function(String name) {
    return cell + "-" + name;
  }

  /// The function behind a module's queue.
  String behind(String module) {
    return function(module) + "-behind";
  }

  /// The function of a module that serves the WebSocket.
  String sockets(String module) {
    return function(module) + "-sockets";
  }

  /// All functions of a module.
  List<String> functions(ModuleDeclaration module) {
    var functions = new ArrayList<String>();
    functions.add(function(module.name()));
    if (module.worksBehind()) {
      functions.add(behind(module.name()));
    }
    if (module.sockets()) {
      functions.add(sockets(module.name()));
    }
    return functions;
  }

  /// The dashboard of a module.
  String dashboard(String module) {
    return cell + "-" + module;
  }

  /// The dashboard of the cell.
  String dashboard() {
    return cell;
  }

  /// The WebSocket API.
  String sockets() {
    return cell + "-sockets";
  }

  /// The queue of a module or of the relay.
  String queue(String of) {
    return cell + "-" + of;
  }

  /// Where messages of a queue end that can't be dealt with.
  String deadLetters(String of) {
    return queue(of) + "-dead";
  }

  /// The topic of those who look after alarms.
  String alarms(Runbook.Owner owner) {
    return cell + "-alarms-" + owner.text();
  }

  /// CodeDeploy's application.
  String releases() {
    return cell;
  }

  /// Signer allows no dashes.
  String signingProfile() {
    return cell.replace('-', '_');
  }

  /// The function that tries new versions of a module or of the relay.
  String smoke(String of) {
    return function(of) + "-smoke";
  }

  /// The secret with the credentials of the cell's synthetic tenant.
  String syntheticTenant() {
    return cell + "/synthetic-tenant";
  }

  /// The alarm of an API that answers 5xx right now.
  ///
  /// @param suffix of the API's name, where a cell has several
  String apiFailing(String suffix) {
    return cell + "-api-failing" + suffix;
  }

  String bus() {
    return cell;
  }

  String scheduleGroup() {
    return cell;
  }

  /// SES's configuration set of the cell.
  String mailConfiguration() {
    return cell;
  }

  String logGroup(String functionName) {
    return "/aws/lambda/" + functionName;
  }

  /// The secret with the name and password of a database role.
  String databaseSecret(String role) {
    return cell + "/database/" + role;
  }

  String contextKeySecret() {
    return cell + "/context-key";
  }

  /// The secret with what providers sign with.
  String providerSecrets() {
    return cell + "/provider-secrets";
  }

  /// The secret between the edge and the API.
  String originSecret(int number) {
    return cell + "/origin/" + number;
  }

  /// A web ACL.
  String firewall(String part) {
    return cell + "-" + part;
  }

  /// AWS WAF writes to no log group whose name begins otherwise.
  String firewallLog(String part) {
    return "aws-waf-logs-" + firewall(part);
  }

  /// The trail of what is done to the account.
  String accountTrail() {
    return cell + "-account";
  }

  /// The trail of what is done with what the account holds.
  String dataTrail() {
    return cell + "-data";
  }

  /// What the security team asks with: a work group, a database, a namespace of metrics.
  String audit() {
    return cell + "-audit";
  }

  String keyAlias(String purpose) {
    return "alias/" + cell + "-" + purpose;
  }

  /// The aliases by which a key that signs is known, while another one takes its place.
  List<String> keyAliases(String purpose) {
    var alias = keyAlias(purpose);
    return List.of(alias, alias + "-next", alias + "-previous");
  }

  String cluster() {
    return cell;
  }

  /// An SSM parameter by which one stack tells another what it made.
  String parameter(String path) {
    return "/" + cell + "/" + path;
  }
}
