@NullMarked
package io.gatehouse.authz.client;

import org.jspecify.annotations.NullMarked;
