@NullMarked
package io.gatehouse.examples.orders;

import org.jspecify.annotations.NullMarked;
