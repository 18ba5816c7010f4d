/** The whole suite as tests see it: the site, the mailbox, and the launcher's folder. */
@NullMarked
package org.pressroom.suite;

import org.jspecify.annotations.NullMarked;
