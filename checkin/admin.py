"""The back office: accounts are made here. Everything else is shown, and changed through the services alone."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from checkin.errors import Throttled
from checkin.models import Event, ImportJob, Member, Registrant, Scan, StatusChange, Token, User
from checkin.services import limits
from checkin.services.accounts import end_tokens


class LoginForm(AdminAuthenticationForm):
    """Held up like every other way to try passwords."""

    def clean(self) -> dict[str, Any]:
        assert self.request is not None
        address = limits.client_address(self.request.META)
        try:
            limits.limit_logins(email=str(self.cleaned_data.get("username")), address=address)
        except Throttled as error:
            raise ValidationError(error.detail) from error
        return dict(super().clean())


admin.site.login_form = LoginForm


class NewPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # Django's takes no arguments, its stubs ask for one
    """As on the pages: a new password ends the user's tokens."""

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit)
        end_tokens(user)
        return user


class NewUserForm(AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ("email", "name")


@admin.register(User)
class Accounts(UserAdmin[User]):
    add_form = NewUserForm
    change_password_form = NewPasswordForm
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_active", "last_login")
    search_fields = ("email", "name")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (None, {"fields": ("name", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # the log names them: deactivate instead


class Shown(admin.ModelAdmin[Model]):
    """Read only."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Event)
class Events(Shown):
    list_display = ("slug", "name", "venue", "starts_at", "closed")
    search_fields = ("slug", "name")


@admin.register(Member)
class Members(Shown):
    list_display = ("event", "user", "role")
    list_select_related = ("event", "user")


@admin.register(Registrant)
class Registrants(Shown):
    list_display = ("name", "company", "event", "status", "checked_in_at")
    list_select_related = ("event",)
    list_filter = ("event", "status", "attention")
    search_fields = ("name", "company", "email", "code", "order_ref")


@admin.register(Scan)
class Scans(Shown):
    list_display = ("id", "event", "gate", "outcome", "reason", "by", "recorded_at")
    list_select_related = ("event", "gate")
    list_filter = ("event", "outcome", "reason")


@admin.register(StatusChange)
class StatusChanges(Shown):
    list_display = ("id", "event", "from_status", "to_status", "by", "at")
    list_select_related = ("event",)
    list_filter = ("event", "to_status")


@admin.register(ImportJob)
class Imports(Shown):
    list_display = ("id", "event", "filename", "status", "total", "created", "updated", "skipped")
    list_select_related = ("event",)
    exclude = ("content",)


@admin.register(Token)
class Tokens(Shown):
    list_display = ("name", "user", "created_at")
    list_select_related = ("user",)
    exclude = ("digest",)
