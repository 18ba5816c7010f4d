/** The one folder of a running suite: data, logs, secrets, and who runs in it. */
@NullMarked
package org.pressroom.local.folder;

import org.jspecify.annotations.NullMarked;
