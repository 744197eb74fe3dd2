"""Accounts: inviting people, and their passwords."""

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from checkin.errors import InvalidInput, NotFound
from checkin.models import Event, Token, User
from checkin.services.transactions import writing


def invitation_of(user: User, event: Event) -> str | None:
    """What an account that was made for this event is opened with, once; None for every other account.

    It ends with the first password, and after `PASSWORD_RESET_TIMEOUT`. Whoever has it has the account, so
    nobody is given one for an account that somebody else made.
    """
    if user.has_usable_password() or user.is_staff or user.invited_to_id != event.pk:
        return None
    return f"{urlsafe_base64_encode(str(user.pk).encode())}.{default_token_generator.make_token(user)}"


def accept_invitation(*, invitation: str, name: str, password: str) -> User:
    """Raises NotFound for an invitation that is wrong, used or over, InvalidInput for a weak password."""
    encoded, _, token = invitation.partition(".")
    try:
        user = User.objects.filter(pk=force_str(urlsafe_base64_decode(encoded)), is_active=True).first()
    except (ValueError, OverflowError):
        user = None
    if user is None or not default_token_generator.check_token(user, token):
        raise NotFound("This invitation is not valid, or no longer. Ask for a new one.")
    user.name = name
    _set_password(user, password, ["name", "password"])
    return user


def change_password(*, user: User, password: str) -> None:
    """Raises InvalidInput for a weak one. The user's tokens end here, and with them their sockets."""
    _set_password(user, password, ["password"], shown_as="new_password")


def _set_password(user: User, password: str, fields: list[str], shown_as: str = "password") -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput({shown_as: error.messages}) from error
    user.set_password(password)
    with writing():
        user.save(update_fields=fields)
        Token.objects.filter(user=user).delete()


def end_tokens(user: User) -> None:
    with writing():
        Token.objects.filter(user=user).delete()
