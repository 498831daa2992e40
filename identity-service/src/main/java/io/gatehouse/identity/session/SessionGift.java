package io.gatehouse.identity.session;

import io.gatehouse.kit.call.Call;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;

/**
 * To whom a session is given and by what, for those who watch.
 *
 * @param call of who asked; of the provider that vouched, where nobody signed
 * @param resource the role, or the user whose session it is
 * @param session its ARN
 */
public record SessionGift(Call call, ActionName action, Arn resource, Arn session) {}
