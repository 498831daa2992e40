/** Laws of decisions as properties over generated documents, principals and requests. */
@NullMarked
package io.gatehouse.policy.laws;

import org.jspecify.annotations.NullMarked;
