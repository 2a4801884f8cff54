"""Signing in and out, one's own account, and the administrator's pages about accounts."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from registry.access.permissions import Permission
from registry.city.accounts import (
    actions,
    giving_roles,
    hanging,
    login,
    meeting_roles,
    password_links,
    queries,
    rules,
)
from registry.city.accounts.devices import device_name
from registry.city.accounts.forms import (
    AccountForm,
    ChoosePasswordForm,
    ForgottenForm,
    MailForm,
    PasswordForm,
    RoleForm,
    SearchForm,
    SignInForm,
)
from registry.city.accounts.models import RoleGrant, User, UserSession
from registry.city.accounts.powers import queries as powers
from registry.city.accounts.powers.views import proposed_words, shown
from registry.city.accounts.sessions import Opened
from registry.core import clock
from registry.core.i18n import _, ngettext
from registry.settings import current
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, public, requires
from registry.web.redirect import local_path, redirect_to
from registry.web.transaction import attempt

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@public("nobody is signed in yet")
def sign_in() -> Answer:
    """Sign in, and land where one was going."""
    onward = local_path(request.args.get("next"))
    if current_user.is_authenticated and request.method == "GET":
        return redirect(onward)
    form = SignInForm()
    if form.validate_on_submit():
        proof = login.prove(form)
        with attempt(form):
            login.begin(login.open_for(form, proof))
        if form.ok:
            return redirect(onward, 303)
    ask = {"help_address": current().contact, "help_whom": current().administration_name}
    return page("accounts/sign_in.html", form=form, **ask)


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
@public("whoever forgot the password cannot sign in")
def forgotten() -> Answer:
    """Ask for a link to choose a new password; the answer does not tell whether there is such an account."""
    form = ForgottenForm()
    if form.validate_on_submit():
        with attempt(form):
            email, at = form.email.data or "", clock.now()
            password_links.ask(email, address=request.remote_addr or "", at=at)
        if form.ok:
            return redirect(url_for("accounts.link_sent"), 303)
    return page("accounts/forgotten.html", form=form)


@bp.get("/sign-in/link-sent")
@public("whoever forgot the password cannot sign in")
def link_sent() -> Answer:
    """Say what happens now, the same whether there is such an account or not."""
    minutes = current_app.config["SETTINGS"].password_link_minutes
    return render_template("accounts/link_sent.html", minutes=minutes)


@bp.route("/sign-in/choose-password/<token>", methods=["GET", "POST"])
@public("the link that came by mail is what lets one in, once")
def choose_password(token: str) -> Answer:
    """Choose a password, by a link that works once."""
    form, at = ChoosePasswordForm(), clock.now()
    account = password_links.owner(token, at)
    if account is None:
        return redirect_to("accounts.forgotten", message=_("Länken gäller inte längre. Be om en ny."))
    if form.validate_on_submit():
        with attempt(form):
            password_links.choose(token, form.new.data or "", at=at)
        if form.ok:
            return redirect_to("accounts.sign_in", message=_("Lösenordet är valt. Logga in med det."))
    return page("accounts/choose_password.html", form=form, account=account, shortest=rules.SHORTEST)


@bp.post("/sign-out")
@public("whoever has been signed out already is told so, not asked to sign in")
def sign_out() -> Answer:
    """End the session and let the browser forget everything of ours."""
    if current_user.is_authenticated:
        pressed()
        actions.sign_out(current_actor(), at=clock.now())
    login.finish()
    return redirect(url_for("accounts.signed_out"), 303)


@bp.get("/signed-out")
@public("nobody is signed in any more")
def signed_out() -> Answer:
    """Say that the session has ended."""
    return render_template("accounts/signed_out.html")


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def own() -> Answer:
    """Show one's own account, with every open session, and let one choose how often we write."""
    actor, at = current_actor(), clock.now()
    account = queries.user(actor.user_id)
    form = MailForm(obj=account)
    if actor.is_partner:
        form.for_partner()
    if form.validate_on_submit():
        with attempt(form):
            rhythm = None if actor.is_partner else form.mail_rhythm.data
            actions.set_mail(actor, language=form.mail_language.data, rhythm=rhythm, at=at)
        if form.ok:
            return redirect_to("accounts.own", message=_("Ditt val är sparat."))
    sessions = queries.own_sessions(actor, at=at)
    return page("accounts/own.html", form=form, account=account, sessions=sessions)


@bp.get("/account/keep")
@requires(Permission.OWN_ACCOUNT)
def keep() -> Answer:
    """Go on with the session: answers how many seconds are left, and the token for the forms on the page."""
    return {"ends_in": login.seconds_left(current_user, clock.now()), "csrf_token": generate_csrf()}


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def password() -> Answer:
    """Change one's own password."""
    form = PasswordForm()
    if form.validate_on_submit():
        with attempt(form):
            login.begin(_change_password(form))
        if form.ok:
            return redirect_to("accounts.own", message=_("Lösenordet är bytt. Andra enheter är utloggade."))
    return page("accounts/password.html", form=form, shortest=rules.SHORTEST)


@bp.post("/account/sessions/<uuid:session_id>/end")
@requires(Permission.OWN_ACCOUNT, load=queries.own_session)
def end_session(own_session: UserSession) -> Answer:
    """End one of one's own sessions."""
    pressed()
    actions.end_own_session(own_session, actor=current_actor(), at=clock.now())
    return redirect_to("accounts.own", message=_("Enheten är utloggad."))


@bp.post("/account/sessions/end-others")
@requires(Permission.OWN_ACCOUNT)
def end_others() -> Answer:
    """End all one's sessions but this one."""
    pressed()
    ended = actions.end_other_sessions(current_actor(), at=clock.now())
    told = ngettext("%(num)s annan enhet är utloggad.", "%(num)s andra enheter är utloggade.", ended)
    return redirect_to("accounts.own", message=told)


@bp.get("/accounts")
@requires(Permission.ACCOUNT_ADMIN)
def index() -> Answer:
    """List the accounts."""
    form = SearchForm(request.args)
    words = form.q.data if form.validate() else None
    found = queries.accounts(current_actor(), on=clock.today(), words=words, cursor=request.args.get("page"))
    return render_template("accounts/index.html", form=form, found=found, words=words)


@bp.get("/accounts/meeting-roles")
@requires(Permission.ACCOUNT_ADMIN)
def meeting() -> Answer:
    """Show the accounts whose roles must not meet."""
    return render_template("accounts/meeting_roles.html", found=meeting_roles.accounts(clock.today()))


@bp.route("/accounts/add", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_ADMIN)
def add() -> Answer:
    """Create an account. Its owner gets a link by mail to choose a password."""
    form = AccountForm()
    if form.validate_on_submit():
        with attempt(form):
            made = _create(form)
        if form.ok:
            message = _("Kontot är skapat. Personen får en länk med e-post för att välja lösenord.")
            return redirect_to("accounts.show", account_id=made.id, message=message)
    return page("accounts/add.html", form=form)


@bp.route("/accounts/<uuid:account_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_ADMIN, load=queries.account)
def show(account: User) -> Answer:
    """Show an account, and give it a role."""
    form = RoleForm()
    if form.validate_on_submit():
        with attempt(form):
            given = giving_roles.give(account, form.role.data, actor=current_actor(), at=clock.now())
        if form.ok:
            message = _("Rollen är tilldelad.") if given else proposed_words()
            return redirect_to("accounts.show", account_id=account.id, message=message)
    grants, waiting = queries.grants(account.id), powers.waiting(account.id)
    ending = hanging.Closure(account_id=account.id)
    hangs = hanging.on(current_actor(), ending, clock.today()) if account.is_active else []
    told = {"grants": grants, "powers": shown(waiting), "hangs": hangs}
    return page("accounts/show.html", form=form, account=account, **told)


@bp.post("/accounts/<uuid:account_id>/roles/<uuid:grant_id>/revoke")
@requires(Permission.ACCOUNT_ADMIN, load=queries.grant)
def revoke(held: tuple[User, RoleGrant]) -> Answer:
    """Take a role away."""
    pressed()
    account, grant = held
    actions.revoke(account, grant, actor=current_actor(), at=clock.now())
    return redirect_to("accounts.show", account_id=account.id, message=_("Rollen är avslutad."))


@bp.post("/accounts/<uuid:account_id>/deactivate")
@requires(Permission.ACCOUNT_ADMIN, load=queries.account)
def deactivate(account: User) -> Answer:
    """Close an account."""
    pressed()
    actions.deactivate(account, actor=current_actor(), at=clock.now())
    return redirect_to("accounts.show", account_id=account.id, message=_("Kontot är stängt."))


@bp.post("/accounts/<uuid:account_id>/activate")
@requires(Permission.ACCOUNT_ADMIN, load=queries.account)
def activate(account: User) -> Answer:
    """Open a closed account again."""
    pressed()
    opened = giving_roles.open_again(account, actor=current_actor(), at=clock.now())
    message = _("Kontot är öppet igen.") if opened else proposed_words()
    return redirect_to("accounts.show", account_id=account.id, message=message)


@bp.post("/accounts/<uuid:account_id>/password-link")
@requires(Permission.ACCOUNT_ADMIN, load=queries.account)
def send_password_link(account: User) -> Answer:
    """Let somebody choose a new password, by a link that only that person gets."""
    pressed()
    password_links.renew(account, actor=current_actor(), at=clock.now())
    message = _("Personen får en länk med e-post för att välja ett nytt lösenord.")
    return redirect_to("accounts.show", account_id=account.id, message=message)


def _change_password(form: PasswordForm) -> Opened:
    return actions.change_password(
        current_actor(),
        current=form.current.data or "",
        new=form.new.data or "",
        at=clock.now(),
        device=_device(),
    )


def _create(form: AccountForm) -> User:
    return actions.create(
        email=form.email.data or "",
        name=form.name.data or "",
        title=form.title.data,
        actor=current_actor(),
        at=clock.now(),
    )


def _device() -> str:
    return device_name(request.user_agent.string)
