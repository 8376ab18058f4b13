/// Integrations: what happens in an organization goes out to others' systems as webhooks, and what
/// providers tell comes in by doors that let only them in.
///
/// [IntegrationsModule] is the table of contents. What may be called from here is in
/// [PublicAddress], how it is called in [Courier].
@NullMarked
package dev.cellwright.integrations;

import org.jspecify.annotations.NullMarked;
