/** Entity tags and conditional requests, and what the HTTP server needs help with. */
@NullMarked
package org.pressroom.common.http;

import org.jspecify.annotations.NullMarked;
