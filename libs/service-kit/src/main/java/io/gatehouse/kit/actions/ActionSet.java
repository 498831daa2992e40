package io.gatehouse.kit.actions;

/**
 * The actions of one feature. A bean of this type is found at start and asked once:
 *
 * <pre>{@code
 * @ApplicationScoped
 * final class UserActions implements ActionSet {
 *     public void registerOn(Actions actions) {
 *         actions.onWrite(CreateUserRequest.class, this::createUser);
 *         actions.on(GetUserRequest.class, this::getUser);
 *     }
 * }
 * }</pre>
 */
public interface ActionSet {

    void registerOn(Actions actions);
}
