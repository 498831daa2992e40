/**
 * Workload W of decisions in process, the engine on it, and what it is compared with: scans, a hash
 * map, jCasbin and Cedar.
 */
@NullMarked
package io.gatehouse.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
