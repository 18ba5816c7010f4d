/** Staff accounts and their passwords. */
@NullMarked
package org.pressroom.gateway.accounts;

import org.jspecify.annotations.NullMarked;
