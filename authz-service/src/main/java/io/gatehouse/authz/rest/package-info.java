/**
 * What every REST face does alike: the request's id, how long its asker waits, its JSON.
 *
 * <p>Not here: what is asked, and who may ask (caller).
 */
@NullMarked
package io.gatehouse.authz.rest;

import org.jspecify.annotations.NullMarked;
