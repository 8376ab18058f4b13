package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;

/// A number that is to get text messages.
@Doc("A number for text messages, to which a code is sent")
record NewNumber(@Doc("As +4915112345678") @Text(min = 8, max = 16) String number) {}
