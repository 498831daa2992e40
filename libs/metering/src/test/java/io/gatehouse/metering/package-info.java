@NullMarked
package io.gatehouse.metering;

import org.jspecify.annotations.NullMarked;
