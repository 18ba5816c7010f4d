package org.pressroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pressroom.embedded.Ports;
import org.pressroom.local.folder.CannotStartException;

class PortPlanTest {
    @Test
    void everyPartHasAPortOfItsOwn() throws Exception {
        PortPlan plan = PortPlan.choose(Ports.free(), Ports.free());
        List<Integer> all = Stream.concat(
                        Stream.of(
                                plan.mail(),
                                plan.postgresql(),
                                plan.kafka(),
                                plan.kafkaController(),
                                plan.smtp(),
                                plan.internal()),
                        Stream.of(Program.values()).map(plan::of))
                .toList();
        assertThat(all).doesNotHaveDuplicates();
        assertThat(plan.of(Program.GATEWAY)).isEqualTo(plan.site());
    }

    @Test
    void aTakenInnerPortIsPassedOver() throws Exception {
        int site = Ports.free();
        int mail = Ports.free();
        int wanted = PortPlan.choose(site, mail).postgresql();
        try (ServerSocket taken = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortPlan.choose(site, mail).postgresql()).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void aTakenPortIsNamedWithWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> PortPlan.choose(port, Ports.free()))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("port " + port + " is taken")
                    .hasMessageContaining("--port");
            assertThatThrownBy(() -> PortPlan.choose(Ports.free(), port)).hasMessageContaining("--mail-port");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoHoldsItIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PortPlan.choose(taken.getLocalPort(), Ports.free()))
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " (");
        }
    }
}
