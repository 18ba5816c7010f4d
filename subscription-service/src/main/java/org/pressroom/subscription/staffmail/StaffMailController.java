package org.pressroom.subscription.staffmail;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** For the gateway, in its own name: no route of it leads here. */
@RestController
class StaffMailController {

    private static final int MOST = 100;

    private final StaffMailRepository mails;

    StaffMailController(StaffMailRepository mails) {
        this.mails = mails;
    }

    /** What is to be sent. */
    record StaffMails(@NotNull @Size(max = MOST) List<@NotNull @Valid StaffMail> mails) {}

    /** Takes mails over; those that it has already it leaves as they are. */
    @PostMapping("/internal/staff-mails")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> take(@RequiresRole(Role.ADMIN) Caller caller, @Valid @RequestBody StaffMails sent) {
        return mails.queue(sent.mails());
    }
}
