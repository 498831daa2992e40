/**
 * The slow, obvious evaluator that the compiled engine is compared with: line by line from the
 * rules of docs/spec/evaluation.md.
 *
 * <p>Not here: anything of the compiled engine beyond the AST and the request.
 */
@NullMarked
package io.gatehouse.policy.reference;

import org.jspecify.annotations.NullMarked;
