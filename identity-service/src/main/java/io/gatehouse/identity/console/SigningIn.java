package io.gatehouse.identity.console;

/** What somebody typed to sign in. Neither password nor code show in {@link #toString()}. */
record SigningIn(String account, String userName, String password, String code) {

    @Override
    public String toString() {
        return "SigningIn[…]";
    }
}
