-- Tasks come by the thousand: whose they are and who made them is proven once for all that a statement adds.

call migration.claimed_defaults('tasks.tasks');
