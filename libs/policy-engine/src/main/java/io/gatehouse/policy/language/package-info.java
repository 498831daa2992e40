/**
 * The policy language: a sealed AST of records, parser, validator, printer.
 *
 * <p>Not here: deciding.
 */
@NullMarked
package io.gatehouse.policy.language;

import org.jspecify.annotations.NullMarked;
