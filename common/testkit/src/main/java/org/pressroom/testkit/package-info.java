/** What the tests of all modules need: real servers, the gateway's tokens, a watch for blocking calls. */
@NullMarked
package org.pressroom.testkit;

import org.jspecify.annotations.NullMarked;
