/**
 * {@code gatehouse evaluate}: decisions offline, JSON lines in and out, and cases kept as YAML
 * beside people's policies.
 *
 * <p>Not here: servers, networks, accounts. Nothing is remembered between lines.
 */
@NullMarked
package io.gatehouse.cli.evaluate;

import org.jspecify.annotations.NullMarked;
