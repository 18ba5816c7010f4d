/** Tests of the whole suite, which see of it what its users see: the site, the mailbox, and the launcher's folder. */
@NullMarked
package org.pressroom.suite;

import org.jspecify.annotations.NullMarked;
