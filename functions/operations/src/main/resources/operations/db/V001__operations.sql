-- Operations asks the database only whether it answers. Its role can log in and reach nothing else.

call migration.module('operations');
