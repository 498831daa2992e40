/**
 * Identity-service as a whole: real PostgreSQL and Kafka, requests signed by the AWS SDK's signer,
 * and hand-written stand-ins for the two services that it asks.
 */
package io.gatehouse.identity;
