/**
 * OpenAPI documents made from the code: what its types, constraints, annotations and comments say, and what all routes
 * have in common. For tests, which hold the documents that are kept against it.
 */
@NullMarked
package org.pressroom.apidocs;

import org.jspecify.annotations.NullMarked;
