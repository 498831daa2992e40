@NullMarked
package io.gatehouse.replica.decide;

import org.jspecify.annotations.NullMarked;
