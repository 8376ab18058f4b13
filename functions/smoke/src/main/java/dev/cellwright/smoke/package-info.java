/// What CodeDeploy runs before a new version gets traffic: it calls the version as a synthetic
/// tenant, and says whether it may go on.
@org.jspecify.annotations.NullMarked
package dev.cellwright.smoke;
