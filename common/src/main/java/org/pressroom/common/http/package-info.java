/** Entity tags and conditional requests. */
@NullMarked
package org.pressroom.common.http;

import org.jspecify.annotations.NullMarked;
