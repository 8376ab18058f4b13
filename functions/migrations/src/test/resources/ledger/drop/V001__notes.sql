alter table ledger.entries drop column note;
