/** Comments and what may become of them, in plain Java: each change, the events that it means, and the versions. */
@NullMarked
package org.pressroom.comment.model;

import org.jspecify.annotations.NullMarked;
