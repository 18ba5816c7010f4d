package org.pressroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    /** A server with two of them could not listen on both. */
    @Test
    void noPortIsGivenTwice() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int count = 0; count < 500; count++) {
            ports.add(Ports.free());
        }
        assertThat(ports).doesNotHaveDuplicates();
    }
}
