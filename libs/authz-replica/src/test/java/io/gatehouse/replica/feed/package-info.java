@NullMarked
package io.gatehouse.replica.feed;

import org.jspecify.annotations.NullMarked;
