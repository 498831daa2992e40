/** An application that sells things: an example of asking Gatehouse before doing anything. */
@NullMarked
package io.gatehouse.examples.orders;

import org.jspecify.annotations.NullMarked;
