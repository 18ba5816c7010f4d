/** A client of the site: what a browser or a program does to talk to it, and nothing of what it says. */
@NullMarked
package org.pressroom.client;

import org.jspecify.annotations.NullMarked;
