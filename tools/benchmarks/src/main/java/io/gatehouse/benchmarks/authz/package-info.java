/**
 * G4, G5, G7, G8 and G10 over the network.
 *
 * <p>Not here: the engine in process.
 */
@NullMarked
package io.gatehouse.benchmarks.authz;

import org.jspecify.annotations.NullMarked;
