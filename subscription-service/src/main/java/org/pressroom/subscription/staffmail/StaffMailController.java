package org.pressroom.subscription.staffmail;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
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
    private final LinkTokens tokens;

    StaffMailController(StaffMailRepository mails, LinkTokens tokens) {
        this.mails = mails;
        this.tokens = tokens;
    }

    /** What is to be sent. */
    record StaffMails(@NotNull @Size(max = MOST) List<@NotNull @Valid StaffMail> mails) {}

    /** Takes mails over; those that it has already it leaves as they are. */
    @PostMapping("/internal/staff-mails")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> take(@RequiresRole(Role.ADMIN) Caller caller, @Valid @RequestBody StaffMails sent) {
        return mails.queue(sent.mails());
    }

    /**
     * How a link is known.
     *
     * @param tokenHash SHA-256 of what stands at its end, in hexadecimal digits
     */
    record PasswordLink(String tokenHash) {}

    /** Takes a mail over, unless it has it already, and answers how its link is known, which is the same each time. */
    @PostMapping("/internal/password-mails")
    Mono<PasswordLink> takePasswordMail(
            @RequiresRole(Role.ADMIN) Caller caller, @Valid @RequestBody PasswordMail mail) {
        return mails.queue(mail)
                .then(Mono.fromSupplier(() -> new PasswordLink(tokens.hash(LinkPurpose.PASSWORD, mail.id()))));
    }
}
