from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Creates users who log in with their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractUser):
    """A person with an account. What they may do at an event is their `Member` row there."""

    username = None  # type: ignore[assignment]  # the e-mail address is the login
    first_name = None  # type: ignore[assignment]  # one name, as people write it
    last_name = None  # type: ignore[assignment]  # in that one
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    # whose organisers were given the link that opens this account; nobody else gets one
    invited_to = models.ForeignKey("checkin.Event", on_delete=models.SET_NULL, null=True, related_name="+")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # for logins by e-mail

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case")
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        self.email = self.email.lower()

    @property
    def display_name(self) -> str:
        """How this person is named in a log: never the whole e-mail address."""
        return self.name or self.email.partition("@")[0]

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Token(models.Model):
    """A token of a user or of a device. Only its SHA-256 is stored: 256 random bits need no slow hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="tokens")
    device = models.ForeignKey("checkin.Device", on_delete=models.CASCADE, null=True, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)  # a device's, when it was paired anew

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user=None, device__isnull=False) | Q(user__isnull=False, device=None),
                name="token_of_one",
            ),
            models.UniqueConstraint(
                fields=["device"], condition=Q(replaced_at=None), name="token_of_device_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
