from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.middleware.csrf import get_token
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from checkin.api import serializers as shapes
from checkin.api.queries import picker
from checkin.api.views.base import AT_EVENT, page, valid
from checkin.models import User
from checkin.services import accounts, limits
from checkin.services.access import create_token, revoke_token


def _authenticated(request: Request, email: str, password: str) -> User:
    limits.limit_logins(email=email, address=limits.client_address(request.META))
    user = authenticate(request, username=email.lower(), password=password)
    if not isinstance(user, User):
        raise AuthenticationFailed("E-mail address and password do not match.")
    return user


class LoginView(APIView):
    @extend_schema(request=shapes.LoginSerializer, responses=shapes.UserSerializer, auth=[])
    def post(self, request: Request) -> Response:
        """Log in with e-mail address and password: sets the session cookie."""
        user = _authenticated(request, **valid(shapes.LoginSerializer, request))
        login(request, user)
        return Response(shapes.UserSerializer(user).data)


class LogoutView(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """End the session."""
        logout(request)
        return Response(status=204)


class PasswordView(APIView):
    @extend_schema(request=shapes.PasswordSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """Change your password. Ends your other sessions, and your tokens."""
        body = valid(shapes.PasswordSerializer, request)
        assert isinstance(request.user, User)
        user = _authenticated(request, request.user.email, body["password"])
        accounts.change_password(user=user, password=body["new_password"])
        update_session_auth_hash(request._request, user)
        return Response(status=204)


class InvitationView(APIView):
    @extend_schema(request=shapes.InvitationSerializer, responses=shapes.UserSerializer, auth=[])
    def post(self, request: Request) -> Response:
        """Accept an invitation: choose a name and a password, and be logged in."""
        limits.limit("invitation", limits.client_address(request.META), most=10, seconds=60)
        user = accounts.accept_invitation(**valid(shapes.InvitationSerializer, request))
        login(request._request, user, backend="django.contrib.auth.backends.ModelBackend")
        return Response(shapes.UserSerializer(user).data)


class MeView(APIView):
    @extend_schema(parameters=[AT_EVENT], responses=shapes.UserSerializer)
    def get(self, request: Request) -> Response:
        """Who you are. Sets the CSRF cookie."""
        get_token(request)
        pick = picker(request, shapes.UserSerializer)
        return Response(pick(shapes.UserSerializer(request.user).data))


class TokensView(APIView):
    @extend_schema(responses=shapes.TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Your tokens, without their secrets."""
        assert isinstance(request.user, User)
        return page(request, request.user.tokens.order_by("id"), shapes.TokenSerializer)

    @extend_schema(request=shapes.TokenRequestSerializer, responses={201: shapes.NewTokenSerializer}, auth=[])
    def post(self, request: Request) -> Response:
        """A token for scripts, for e-mail address and password. It is shown once."""
        body = valid(shapes.TokenRequestSerializer, request)
        user = _authenticated(request, body["email"], body["password"])
        token, secret = create_token(user=user, name=body["name"], at=timezone.now())
        return Response({**shapes.TokenSerializer(token).data, "token": secret}, status=201)


class TokenView(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Revoke one of your tokens."""
        assert isinstance(request.user, User)
        revoke_token(user=request.user, token_id=pk)
        return Response(status=204)
