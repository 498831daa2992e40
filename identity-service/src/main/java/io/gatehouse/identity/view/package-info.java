/**
 * What the features' views have in common: pages, markers, and how values stand in columns.
 *
 * <p>Not here: the views themselves, which each feature keeps, in the transaction of its events.
 */
@NullMarked
package io.gatehouse.identity.view;

import org.jspecify.annotations.NullMarked;
