/**
 * Who on the staff is told by mail of what happens to articles, and sent links to choose a password: their addresses leave
 * the gateway's database here alone.
 */
@NullMarked
package org.pressroom.gateway.staffmail;

import org.jspecify.annotations.NullMarked;
