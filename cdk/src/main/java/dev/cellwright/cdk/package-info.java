/// The CDK app: makes a cell out of a product file and the declarations of its modules.
///
/// [dev.cellwright.cdk.Cell] lists what there is; each construct it names is a file. Nothing here
/// reads the clock, the environment or an account: same input, same template. Maps go to CDK
/// sorted, since `Map.of` has another order in each run.
@NullMarked
package dev.cellwright.cdk;

import org.jspecify.annotations.NullMarked;
