"""The access table: every address, tried by every kind of person, reading and writing."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from tests.cast import grade
from tests.house.test_addresses import ADDRESSES, NAMES
from tests.house.world import CAST, World, build

pytestmark = pytest.mark.django_db

# One line an address and method: what it is about, then what each kind of person is answered, in the order of the
# first line. `in` is sent to sign in; `on` is sent onwards, as after an act that was done.
TABLE = """
address                              about        method nobody   hal amina   ben   dev carys  erin  ines   fay
account_change_password              -            GET        in    on    on    on    on    on    on    on    on
account_change_password              -            POST      401    on    on    on    on    on    on    on    on
account_confirm_login_code           -            GET        on    on    on    on    on    on    on    on    on
account_confirm_login_code           -            POST       on    on    on    on    on    on    on    on    on
account_inactive                     -            GET       200   200   200   200   200   200   200   200   200
account_inactive                     -            POST      405   405   405   405   405   405   405   405   405
account_login                        -            GET       200    on    on    on    on    on    on    on    on
account_login                        -            POST      200    on    on    on    on    on    on    on    on
account_logout                       -            GET        on   200   200   200   200   200   200   200   200
account_logout                       -            POST       on    on    on    on    on    on    on    on    on
account_request_login_code           -            GET       200    on    on    on    on    on    on    on    on
account_request_login_code           -            POST       on    on    on    on    on    on    on    on    on
account_reset_password               -            GET       200   200   200   200   200   200   200   200   200
account_reset_password               -            POST       on    on    on    on    on    on    on    on    on
account_reset_password_done          -            GET       200   200   200   200   200   200   200   200   200
account_reset_password_done          -            POST      405   405   405   405   405   405   405   405   405
account_reset_password_from_key      -            GET       200   200   200   200   200   200   200   200   200
account_reset_password_from_key      -            POST      200   200   200   200   200   200   200   200   200
account_reset_password_from_key_done -            GET       200   200   200   200   200   200   200   200   200
account_reset_password_from_key_done -            POST      405   405   405   405   405   405   405   405   405
account_set_password                 -            GET        in    on    on    on    on    on    on    on    on
account_set_password                 -            POST      401    on    on    on    on    on    on    on    on
clearance:clear                      submission   GET        in   405   405   405   405   405   405   405   405
clearance:clear                      submission   POST      401   404   422    on   404   404   404   404    on
clearance:clear                      returned     GET        in   405   405   405   405   405   405   405   405
clearance:clear                      returned     POST      401   404   422   422   404   404   404   404   422
clearance:comment                    comment      GET        in   404   200   200   404   404   404   404   200
clearance:comment                    comment      POST      401   405   405   405   405   405   405   405   405
clearance:comment-new                change       GET        in   404   200   200   404   404   404   404   404
clearance:comment-new                change       POST      401   404    on    on   404   404   404   404   404
clearance:comment-new                waiting      GET        in   404   200   200   404   404   404   404   200
clearance:comment-new                waiting      POST      401   404    on    on   404   404   404   404    on
clearance:comment-reopen             comment      GET        in   405   405   405   405   405   405   405   405
clearance:comment-reopen             comment      POST      401   404   403   403   404   404   404   404   403
clearance:comment-reply              comment      GET        in   405   405   405   405   405   405   405   405
clearance:comment-reply              comment      POST      401   404    on    on   404   404   404   404    on
clearance:comment-settle             comment      GET        in   405   405   405   405   405   405   405   405
clearance:comment-settle             comment      POST      401   404    on    on   404   404   404   404   422
clearance:comments                   change       GET        in   404   200   200   404   404   404   404   404
clearance:comments                   change       POST      401   405   405   405   405   405   405   405   405
clearance:comments                   waiting      GET        in   404   200   200   404   404   404   404   200
clearance:comments                   waiting      POST      401   405   405   405   405   405   405   405   405
clearance:delegate                   -            GET        in   200   200   200   200   200   200   200   200
clearance:delegate                   -            POST      401   422    on    on    on    on   422   422    on
clearance:delegation-end             delegation   GET        in   404   404   200   404   404   404   404   200
clearance:delegation-end             delegation   POST      401   404   404    on   404   404   404   404    on
clearance:delegations                -            GET        in   200   200   200   200   200   200   200   200
clearance:delegations                -            POST      401   405   405   405   405   405   405   405   405
clearance:draft-interest             change       GET        in   404   200   200   404   404   404   404   404
clearance:draft-interest             change       POST      401   404   422    on   404   404   404   404   404
clearance:draft-interest             waiting      GET        in   404   200   200   404   404   404   404   404
clearance:draft-interest             waiting      POST      401   404   422    on   404   404   404   404   404
clearance:fact-check                 -            GET       404   404   404   404   404   404   404   404   404
clearance:fact-check                 -            POST      404   404   404   404   404   404   404   404   404
clearance:fact-check                 link         GET       200   200   200   200   200   200   200   200   200
clearance:fact-check                 link         POST       on    on    on    on    on    on    on    on    on
clearance:fact-check-new             change       GET        in   404   200   200   404   404   404   404   404
clearance:fact-check-new             change       POST      401   404   422   422   404   404   404   404   404
clearance:fact-check-new             checked      GET        in   404   200   200   404   404   404   404   404
clearance:fact-check-new             checked      POST      401   404   200   200   404   404   404   404   404
clearance:fact-check-revoke          check        GET        in   404   200   200   404   404   404   404   404
clearance:fact-check-revoke          check        POST      401   404    on    on   404   404   404   404   404
clearance:fact-checks                checked      GET        in   404   200   200   404   404   404   404   404
clearance:fact-checks                checked      POST      401   405   405   405   405   405   405   405   405
clearance:interest                   submission   GET        in   404   200   200   404   404   404   404   200
clearance:interest                   submission   POST      401   404   422    on   404   404   404   404    on
clearance:interest                   returned     GET        in   404   200   200   404   404   404   404   200
clearance:interest                   returned     POST      401   404   422   422   404   404   404   404   422
clearance:send-back                  submission   GET        in   405   405   405   405   405   405   405   405
clearance:send-back                  submission   POST      401   404   422    on   404   404   404   404    on
clearance:send-back                  returned     GET        in   405   405   405   405   405   405   405   405
clearance:send-back                  returned     POST      401   404   422   422   404   404   404   404   422
clearance:claim                      seat         GET        in   405   405   405   405   405   405   405   405
clearance:claim                      seat         POST      401   404   403    on   404   404   404   404    on
clearance:overdue                    seat         GET        in   404   404   404   404   404   404   404   200
clearance:overdue                    seat         POST      401   405   405   405   405   405   405   405   405
clearance:release                    seat         GET        in   405   405   405   405   405   405   405   405
clearance:release                    seat         POST      401   404   403   403   404   404   404   404   403
clearance:waiting-times              space        GET        in   404   200   200   404   404   404   404   404
clearance:waiting-times              space        POST      401   405   405   405   405   405   405   405   405
clearance:merge                      team         GET        in   404   200   200   404   404   404   404   404
clearance:merge                      team         POST      401   404    on    on   404   404   404   404   404
clearance:merge                      directorate  GET        in   404   200   200   200   404   404   404   200
clearance:merge                      directorate  POST      401   404    on    on   422   404   404   404   422
clearance:merger-end                 change       GET        in   404   200   200   404   404   404   404   404
clearance:merger-end                 change       POST      401   404    on    on   404   404   404   404   404
clearance:merger-end                 waiting      GET        in   404   200   200   404   404   404   404   404
clearance:merger-end                 waiting      POST      401   404   403   403   404   404   404   404   404
clearance:submission                 submission   GET        in   404   200   200   404   404   404   404   200
clearance:submission                 submission   POST      401   405   405   405   405   405   405   405   405
clearance:submission                 returned     GET        in   404   200   200   404   404   404   404   200
clearance:submission                 returned     POST      401   405   405   405   405   405   405   405   405
clearance:submit                     change       GET        in   404   200   200   404   404   404   404   404
clearance:submit                     change       POST      401   404    on    on   404   404   404   404   404
clearance:submit                     new          GET        in   404   200   200   404   404   404   404   404
clearance:submit                     new          POST      401   404    on    on   404   404   404   404   404
clearance:submit                     waiting      GET        in   404   200   200   404   404   404   404   404
clearance:submit                     waiting      POST      401   404   422   422   404   404   404   404   404
clearance:take-back                  submission   GET        in   405   405   405   405   405   405   405   405
clearance:take-back                  submission   POST      401   404    on    on   404   404   404   404   403
clearance:take-back                  returned     GET        in   405   405   405   405   405   405   405   405
clearance:take-back                  returned     POST      401   404   403   403   404   404   404   404   403
desk:drafts                          -            GET        in   200   200   200   200   200   200   200   200
desk:drafts                          -            POST      401   405   405   405   405   405   405   405   405
desk:home                            -            GET        in   200   200   200   200   200   200   200   200
desk:home                            -            POST      401   405   405   405   405   405   405   405   405
desk:waiting                         -            GET        in   200   200   200   200   200   200   200   200
desk:waiting                         -            POST      401   405   405   405   405   405   405   405   405
identity:account                     -            GET        in   200   200   200   200   200   200   200   200
identity:account                     -            POST      401   405   405   405   405   405   405   405   405
identity:welcome                     -            GET       403   403   403   403   403   403   403   403   403
identity:welcome                     -            POST      403   403   403   403   403   403   403   403   403
notices:list                         -            GET        in   200   200   200   200   200   200   200   200
notices:list                         -            POST      401   405   405   405   405   405   405   405   405
notices:read                         -            GET        in   405   405   405   405   405   405   405   405
notices:read                         -            POST      401    on    on    on    on    on    on    on    on
openid_connect_callback              -            GET       404   404   404   404   404   404   404   404   404
openid_connect_callback              -            POST      405   405   405   405   405   405   405   405   405
openid_connect_login                 -            GET       404   404   404   404   404   404   404   404   404
openid_connect_login                 -            POST      405   405   405   405   405   405   405   405   405
pages:children                       team         GET        in   404   200   200   404   404   404   404   404
pages:children                       team         POST      401   405   405   405   405   405   405   405   405
pages:children                       directorate  GET        in   404   200   200   200   404   404   404   200
pages:children                       directorate  POST      401   405   405   405   405   405   405   405   405
pages:children                       department   GET        in   404   200   200   200   404   404   404   200
pages:children                       department   POST      401   405   405   405   405   405   405   405   405
pages:children                       government   GET        in   404   200   200   200   200   404   404   200
pages:children                       government   POST      401   405   405   405   405   405   405   405   405
pages:comparison                     team         GET        in   404   200   200   404   404   404   404   404
pages:comparison                     team         POST      401   405   405   405   405   405   405   405   405
pages:comparison                     directorate  GET        in   404   200   200   200   404   404   404   200
pages:comparison                     directorate  POST      401   405   405   405   405   405   405   405   405
pages:comparison                     department   GET        in   404   200   200   200   404   404   404   200
pages:comparison                     department   POST      401   405   405   405   405   405   405   405   405
pages:comparison                     government   GET        in   404   200   200   200   200   404   404   200
pages:comparison                     government   POST      401   405   405   405   405   405   405   405   405
pages:confirm                        team         GET        in   405   405   405   405   405   405   405   405
pages:confirm                        team         POST      401   404    on    on   404   404   404   404   404
pages:confirm                        directorate  GET        in   405   405   405   405   405   405   405   405
pages:confirm                        directorate  POST      401   404    on    on   403   404   404   404   403
pages:confirm                        government   GET        in   405   405   405   405   405   405   405   405
pages:confirm                        government   POST      401   404    on    on   403   403   404   404   403
pages:draft                          change       GET        in   404   200   200   404   404   404   404   404
pages:draft                          change       POST      401   405   405   405   405   405   405   405   405
pages:draft                          new          GET        in   404   200   200   404   404   404   404   404
pages:draft                          new          POST      401   405   405   405   405   405   405   405   405
pages:draft                          waiting      GET        in   404   200   200   404   404   404   404   404
pages:draft                          waiting      POST      401   405   405   405   405   405   405   405   405
pages:draft-discard                  change       GET        in   404   200   200   404   404   404   404   404
pages:draft-discard                  change       POST      401   404    on    on   404   404   404   404   404
pages:draft-discard                  new          GET        in   404   200   200   404   404   404   404   404
pages:draft-discard                  new          POST      401   404    on    on   404   404   404   404   404
pages:draft-discard                  waiting      GET        in   404   200   200   404   404   404   404   404
pages:draft-discard                  waiting      POST      401   404   403   403   404   404   404   404   404
pages:draft-edit                     change       GET        in   404   200   200   404   404   404   404   404
pages:draft-edit                     change       POST      401   404    on    on   404   404   404   404   404
pages:draft-edit                     new          GET        in   404   200   200   404   404   404   404   404
pages:draft-edit                     new          POST      401   404    on    on   404   404   404   404   404
pages:draft-edit                     waiting      GET        in   404    on    on   404   404   404   404   404
pages:draft-edit                     waiting      POST      401   404    on    on   404   404   404   404   404
pages:draft-kept                     kept         GET        in   404   200   404   404   404   404   404   404
pages:draft-kept                     kept         POST      401   405   405   405   405   405   405   405   405
pages:draft-rebase                   change       GET        in   404   200   200   404   404   404   404   404
pages:draft-rebase                   change       POST      401   404   200   200   404   404   404   404   404
pages:draft-rebase                   new          GET        in   404   200   200   404   404   404   404   404
pages:draft-rebase                   new          POST      401   404   200   200   404   404   404   404   404
pages:draft-start                    team         GET        in   404   200   200   404   404   404   404   404
pages:draft-start                    team         POST      401   404    on    on   404   404   404   404   404
pages:draft-start                    directorate  GET        in   404   200   200   200   404   404   404   200
pages:draft-start                    directorate  POST      401   404    on    on   403   404   404   404   403
pages:draft-start                    department   GET        in   404   200   200   200   404   404   404   200
pages:draft-start                    department   POST      401   404    on    on   403   404   404   404   403
pages:draft-start                    government   GET        in   404   200   200   200   200   404   404   200
pages:draft-start                    government   POST      401   404    on    on   403   403   404   404   403
pages:edition                        team         GET        in   404   200   200   404   404   404   404   404
pages:edition                        team         POST      401   405   405   405   405   405   405   405   405
pages:edition                        directorate  GET        in   404   200   200   200   404   404   404   200
pages:edition                        directorate  POST      401   405   405   405   405   405   405   405   405
pages:edition                        department   GET        in   404   200   200   200   404   404   404   200
pages:edition                        department   POST      401   405   405   405   405   405   405   405   405
pages:edition                        government   GET        in   404   200   200   200   200   404   404   200
pages:edition                        government   POST      401   405   405   405   405   405   405   405   405
pages:edition-restore                team         GET        in   404   200   200   404   404   404   404   404
pages:edition-restore                team         POST      401   404   403   403   404   404   404   404   404
pages:edition-restore                directorate  GET        in   404   200   200   200   404   404   404   200
pages:edition-restore                directorate  POST      401   404   403   403   403   404   404   404   403
pages:edition-restore                department   GET        in   404   200   200   200   404   404   404   200
pages:edition-restore                department   POST      401   404   403   403   403   404   404   404   403
pages:edition-restore                government   GET        in   404   200   200   200   200   404   404   200
pages:edition-restore                government   POST      401   404   403   403   403   403   404   404   403
pages:formatting                     -            GET        in   200   200   200   200   200   200   200   200
pages:formatting                     -            POST      401   405   405   405   405   405   405   405   405
pages:hand-over                      team         GET        in   404   200   200   404   404   404   404   404
pages:hand-over                      team         POST      401   405   405   405   405   405   405   405   405
pages:hand-over                      directorate  GET        in   404   200   200   200   404   404   404   200
pages:hand-over                      directorate  POST      401   405   405   405   405   405   405   405   405
pages:hand-over                      government   GET        in   404   200   200   200   200   404   404   200
pages:hand-over                      government   POST      401   405   405   405   405   405   405   405   405
pages:hand-over-to                   team         GET        in   404   404   404   404   404   404   404   404
pages:hand-over-to                   team         POST      401   404   404   404   404   404   404   404   404
pages:hand-over-to                   directorate  GET        in   404   200   200   200   404   404   404   200
pages:hand-over-to                   directorate  POST      401   404    on    on   422   404   404   404   422
pages:hand-over-to                   government   GET        in   404   200   200   200   200   404   404   200
pages:hand-over-to                   government   POST      401   404    on    on   422   422   404   404   422
pages:history                        team         GET        in   404   200   200   404   404   404   404   404
pages:history                        team         POST      401   405   405   405   405   405   405   405   405
pages:history                        directorate  GET        in   404   200   200   200   404   404   404   200
pages:history                        directorate  POST      401   405   405   405   405   405   405   405   405
pages:history                        department   GET        in   404   200   200   200   404   404   404   200
pages:history                        department   POST      401   405   405   405   405   405   405   405   405
pages:history                        government   GET        in   404   200   200   200   200   404   404   200
pages:history                        government   POST      401   405   405   405   405   405   405   405   405
pages:owned                          -            GET        in   200   200   200   200   200   200   200   200
pages:owned                          -            POST      401   405   405   405   405   405   405   405   405
pages:owner                          team         GET        in   404   200   200   404   404   404   404   404
pages:owner                          team         POST      401   405   405   405   405   405   405   405   405
pages:owner                          directorate  GET        in   404   200   200   200   404   404   404   200
pages:owner                          directorate  POST      401   405   405   405   405   405   405   405   405
pages:owner                          government   GET        in   404   200   200   200   200   404   404   200
pages:owner                          government   POST      401   405   405   405   405   405   405   405   405
pages:page-new                       team         GET        in   404   200   200   404   404   404   404   404
pages:page-new                       team         POST      401   404    on    on   404   404   404   404   404
pages:page-new                       directorate  GET        in   404   200   200   200   404   404   404   200
pages:page-new                       directorate  POST      401   404    on    on   422   404   404   404   422
pages:page-new                       department   GET        in   404   200   200   200   404   404   404   200
pages:page-new                       department   POST      401   404    on    on   422   404   404   404   422
pages:page-new                       government   GET        in   404   200   200   200   200   404   404   200
pages:page-new                       government   POST      401   404    on    on   422   422   404   404   422
pages:records                        team         GET        in   404   200   200   404   404   404   404   404
pages:records                        team         POST      401   405   405   405   405   405   405   405   405
pages:records                        directorate  GET        in   404   200   200   200   404   404   404   200
pages:records                        directorate  POST      401   405   405   405   405   405   405   405   405
pages:records                        department   GET        in   404   200   200   200   404   404   404   200
pages:records                        department   POST      401   405   405   405   405   405   405   405   405
pages:records                        government   GET        in   404   200   200   200   200   404   404   200
pages:records                        government   POST      401   405   405   405   405   405   405   405   405
pages:space-drafts                   space        GET        in   404   200   200   404   404   404   404   404
pages:space-drafts                   space        POST      401   405   405   405   405   405   405   405   405
pages:space-past-pages               space        GET        in   404   200   200   404   404   404   404   404
pages:space-past-pages               space        POST      401   405   405   405   405   405   405   405   405
pages:space-open                     -            GET        in   200   200   200   200   200   200   200   200
pages:space-open                     -            POST      401   422    on    on   422   422   422   422   422
pages:vacant                         -            GET        in   200   200   200   200   200   200   200   200
pages:vacant                         -            POST      401   405   405   405   405   405   405   405   405
search:results                       -            GET        in   200   200   200   200   200   200   200   200
search:results                       -            POST      401   405   405   405   405   405   405   405   405
socialaccount_login_cancelled        -            GET       200   200   200   200   200   200   200   200   200
socialaccount_login_cancelled        -            POST      405   405   405   405   405   405   405   405   405
wiki:get                             team         GET        in   404   200   200   404   404   404   404   404
wiki:get                             team         POST      401   405   405   405   405   405   405   405   405
wiki:get                             directorate  GET        in   404   200   200   200   404   404   404   200
wiki:get                             directorate  POST      401   405   405   405   405   405   405   405   405
wiki:get                             department   GET        in   404   200   200   200   404   404   404   200
wiki:get                             department   POST      401   405   405   405   405   405   405   405   405
wiki:get                             government   GET        in   404   200   200   200   200   404   404   200
wiki:get                             government   POST      401   405   405   405   405   405   405   405   405
wiki:root                            -            GET        in   200   200   200   200   200   200   200   200
wiki:root                            -            POST      401   405   405   405   405   405   405   405   405
clearance:page-change                directorate  GET       in   404   200   200   200   404   404   404   200
clearance:page-change                directorate  POST     401   404   200   200   422   404   404   404   422
clearance:page-change                government   GET       in   404   200   200   200   200   404   404   200
clearance:page-change                government   POST     401   404   200   200   422   422   404   404   422
clearance:page-change                department   POST     401   404   422   422   422   404   404   404   422
clearance:page-change                removed      GET       in   404   200   200   404   404   404   404   404
clearance:page-change                removed      POST     401   404   422   422   404   404   404   404   404
clearance:page-changes               directorate  GET       in   404   200   200   200   404   404   404   200
clearance:page-changes               directorate  POST     401   405   405   405   405   405   405   405   405
clearance:page-changes               removed      GET       in   404   200   200   404   404   404   404   404
clearance:submission                 proposal     GET       in   404   200   200   404   404   404   404   200
clearance:call-off                   scheduled    GET        in   404   200   200   404   404   404   404   200
clearance:call-off                   scheduled    POST      401   404    on    on   404   404   404   404   422
clearance:call-off                   submission   POST      401   404   422   422   404   404   404   404   422
clearance:clear                      emergency    POST      401   404   422    on   404   404   404   404    on
clearance:emergencies                space        GET        in   404   200   200   404   404   404   404   404
clearance:emergencies                space        POST      401   405   405   405   405   405   405   405   405
clearance:emergency                  change       GET        in   404   200   200   404   404   404   404   404
clearance:emergency                  change       POST      401   404    on   422   404   404   404   404   404
clearance:postpone                   scheduled    GET        in   404   200   200   404   404   404   404   200
clearance:postpone                   scheduled    POST      401   404    on    on   404   404   404   404   422
clearance:scheduled                  space        GET        in   404   200   200   404   404   404   404   404
clearance:scheduled                  space        POST      401   405   405   405   405   405   405   405   405
clearance:second                     emergency    GET        in   404   200   200   404   404   404   404   200
clearance:second                     emergency    POST      401   404    on   422   404   404   404   404   422
clearance:second                     submission   POST      401   404   404   404   404   404   404   404   404
clearance:submission                 emergency    GET        in   404   200   200   404   404   404   404   200
clearance:take-back                  emergency    POST      401   404   403   403   404   404   404   404   403
clearance:urgent-draft               directorate  GET        in   405   405   405   405   405   405   405   405
clearance:urgent-draft               directorate  POST      401   404    on    on   403   404   404   404   403
clearance:clear                      proposal     POST     401   404   422   422   404   404   404   404    on
clearance:send-back                  proposal     POST     401   404   422   422   404   404   404   404    on
clearance:take-back                  proposal     POST     401   404    on    on   404   404   404   404   403
pages:history                        removed      GET       in   404   200   200   404   404   404   404   404
pages:records                        removed      GET       in   404   200   200   404   404   404   404   404
pages:children                       removed      GET       in   404   200   200   404   404   404   404   404
pages:comparison                     removed      GET       in   404   200   200   404   404   404   404   404
pages:draft-start                    removed      GET       in   404   200   200   404   404   404   404   404
pages:draft-start                    removed      POST     401   404    on    on   404   404   404   404   404
pages:edition                        removed      GET       in   404   404   404   404   404   404   404   404
pages:page-new                       removed      GET       in   404   404   404   404   404   404   404   404
wiki:get                             removed      GET       in   404   410   410   410   410   404   404   410
wiki:get                             replaced     GET       in   404    on    on   200   404   404   404   200
wiki:get                             withdrawn    GET       in   404   200   200   200   404   404   404   200
pages:edition                        widened      GET        in   404   200   200   404   404   404   404   404
pages:edition-restore                widened      GET        in   404   200   200   404   404   404   404   404
pages:edition-restore                widened      POST      401   404    on    on   404   404   404   404   404
clearance:paper                      team         GET        in   404   200   200   404   404   404   404   404
clearance:paper                      team         POST      401   405   405   405   405   405   405   405   405
clearance:paper                      directorate  GET        in   404   200   200   200   404   404   404   200
clearance:paper                      government   GET        in   404   200   200   200   200   404   404   200
clearance:paper                      widened      GET        in   404   200   200   404   404   404   404   404
clearance:paper                      removed      GET        in   404   404   404   404   404   404   404   404
clearance:paper-file                 team         GET        in   404   200   200   404   404   404   404   404
clearance:paper-file                 team         POST      401   405   405   405   405   405   405   405   405
clearance:paper-file                 directorate  GET        in   404   200   200   200   404   404   404   200
clearance:paper-file                 government   GET        in   404   200   200   200   200   404   404   200
clearance:paper-file                 widened      GET        in   404   200   200   404   404   404   404   404
clearance:paper-file                 removed      GET        in   404   404   404   404   404   404   404   404
clearance:route-change               route        GET        in   404   200   200   404   404   404   200   404
clearance:route-change               route        POST      401   404    on    on   404   404   404   422   404
clearance:route-sensitive            route        GET        in   404   200   200   404   404   404   200   404
clearance:route-sensitive            route        POST      401   404    on    on   404   404   404   422   404
clearance:routes                     -            GET        in   200   200   200   200   200   200   200   200
clearance:routes                     -            POST      401   405   405   405   405   405   405   405   405
clearance:space-routes               space        GET        in   404   200   200   404   404   404   200   404
clearance:space-routes               space        POST      401   405   405   405   405   405   405   405   405
"""
FIRST, *ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]
# Where an address needs more than the number of the thing it is about.
ARGUMENTS = {
    "clearance:fact-check": ["not-a-key"],
    "identity:welcome": ["not-a-token"],
    "openid_connect_login": ["nowhere"],
    "openid_connect_callback": ["nowhere"],
    "account_reset_password_from_key": ["1", "not-a-key"],
}

AFTER_THE_NUMBER = {"pages:edition": 1, "pages:edition-restore": 1, "clearance:page-change": "withdrawal"}
AFTER_THE_NUMBER |= {"clearance:paper": 1, "clearance:paper-file": 1}


def forms(world: World) -> dict[str, dict[str, object]]:
    """What is sent to each address that takes something: what its own form would send."""
    unit = world.government.rural_transport.pk
    return {
        "pages:space-open": {"title": "Taxis", "unit": unit, "kind": "POLICY", "audience": 20},
        "pages:page-new": {"title": "Ferries"},
        "pages:draft-edit": {"title": "Lanes", "body": "Words.", "audience": 20, "marking": "OFFICIAL", "version": 1},
        "clearance:submit": {"significance": "MAJOR", "change_note": "Why.", "months": 12, "version": 1},
        "clearance:comment-new": {"kind": "NOTE", "body": "Why?", "version": 1},
        "clearance:comment-reply": {"body": "Because."},
        "clearance:comment-settle": {"because": "Explained."},
        "clearance:page-change": {"because": "They are gone."},
        "clearance:delegate": delegation(world),
        "clearance:emergency": emergency(world),
        "clearance:second": {"second": world.people["fay"].pk, "because": "Ben is away."},
        "clearance:call-off": {"because": "Not yet."},
        "clearance:postpone": {"because": "Not yet.", "hour": "9am"} | day("day", localdate() + timedelta(days=9)),
        "clearance:draft-interest": {"because": "My sister runs a bus firm."},
        "clearance:interest": {"because": "My sister runs a bus firm."},
        "clearance:fact-check": {"paragraph": "1", "body": "They leak."},
        "clearance:fact-check-new": {"name": "Nia", "email": "nia@x.example", "question": "Right?", "days": 7},
        "clearance:merge": {"other": "Every bus"},
        "clearance:send-back": {"because": "Cite the survey."},
        "clearance:route-change": route(),
        "clearance:route-sensitive": route(),
        "pages:confirm": {"edition": 1},
        "pages:hand-over-to": {"post": "Directorate support", "which": "one", "because": "They know it."},
        "account_login": {"login": "nobody@greenpaper.example", "password": "wrong"},
        "account_request_login_code": {"email": "nobody@elsewhere.example"},
        "account_reset_password": {"email": "nobody@elsewhere.example"},
    }


def emergency(world: World) -> dict[str, object]:
    """With Ben as the second pair of eyes."""
    said = {"because": "The strike starts tonight.", "second": world.people["ben"].pk}
    return said | {"overdue": "CLIMBS", "sure": "on", "version": 1}


def day(name: str, when: date) -> dict[str, object]:
    return {f"{name}_{part}": getattr(when, part) for part in ("day", "month", "year")}


def route() -> dict[str, object]:
    """One step, higher than any that a route starts with."""
    step = {"stage": 1, "whom": "30", "grade": grade("SCS3").pk, "people_needed": 1}
    typed = {f"steps-0-{name}": value for name, value in step.items()}
    return {"steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 0, "do": "send", "because": "Higher.", **typed}


def delegation(world: World) -> dict[str, object]:
    """From today until the same day next week, to somebody whom everybody may ask."""
    first, last = localdate(), localdate() + timedelta(days=7)
    days = {f"first_day_{part}": getattr(first, part) for part in ("day", "month", "year")}
    days |= {f"last_day_{part}": getattr(last, part) for part in ("day", "month", "year")}
    return {"receiver": world.people["gwen"].email, "because": "On leave.", **days}


def address(world: World, name: str, about: str) -> str:
    if about in {"-", "link"}:
        return world.things.link if about == "link" else reverse(name, args=ARGUMENTS.get(name, []))
    thing = getattr(world if about in {"space", "route"} else world.things, about)
    if name == "wiki:get":
        return reverse(name, args=[thing.path])
    if name in AFTER_THE_NUMBER:
        return reverse(name, args=[thing.pk, AFTER_THE_NUMBER[name]])
    if name == "pages:hand-over-to":
        return reverse(name, args=[thing.pk, world.government.transport.pk])
    if name == "pages:draft-kept":
        return reverse(name, args=[thing.draft_id, thing.pk])
    return reverse(name, args=[thing.pk])


def answer(browser: Client, method: str, path: str, words: dict[str, object]) -> HttpResponse:
    """Ask once, and undo whatever came of it, a sign-out too."""
    cache.clear()
    cookies = browser.cookies.copy()
    with transaction.atomic():
        response = browser.get(path) if method == "GET" else browser.post(path, words)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return response


def word_for(response: HttpResponse) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    return "in" if response["Location"].startswith("/accounts/login/?next=") else "on"


def test_every_address_has_its_rows():
    assert FIRST[3:] == CAST
    rows = {(name, method) for name, _, method, *_ in ROWS}
    ours = {name for name in NAMES if not name.startswith("admin:")}
    assert rows == {(name, method) for name in ours for method in ("GET", "POST")}


def test_everybody_is_answered_at_every_address_as_the_table_says():
    world = build()
    words = forms(world)
    browsers = {who: world.browser(who) for who in CAST}
    wrong = []
    for name, about, method, *expected in ROWS:
        path = address(world, name, about)
        given = [word_for(answer(browsers[who], method, path, words.get(name, {}))) for who in CAST]
        if given != expected:
            wrong.append(" ".join((name, about, method, *given)))
    assert not wrong, "\n".join(wrong)


def test_the_admin_is_for_administrators_alone():
    world = build()
    browsers = {who: world.browser(who) for who in CAST}
    wrong = []
    for name, path, _ in ADDRESSES:
        if not name.startswith("admin:"):
            continue
        for method in ("GET", "POST"):
            given = {who: answer(browser, method, path, {}) for who, browser in browsers.items()}
            ours = given.pop("ines").status_code
            turned_away = {one.status_code for one in given.values()} <= {302, 401, 403}
            if not turned_away or ours >= 500:
                wrong.append((name, path, method, ours, {who: one.status_code for who, one in given.items()}))
    assert wrong == []


def test_no_table_of_the_wiki_nor_of_sign_in_stands_in_the_admin():
    """There it could be written without clearance or record, and read by people whom no audience includes."""
    shown = {path.split("/")[2] for name, path, _ in ADDRESSES if name.endswith("_changelist")}
    assert shown == {"clearance", "people"}
