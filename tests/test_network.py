"""No command sends anything, nor needs the network once all is installed."""

import sys

import pytest

from shipping import COMMANDS, count_packets


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_works_without_network_and_tries_to_send_nothing(shipment, command):
    assert shipment.statuses[command] == 0, shipment.said
    assert shipment.packets[command] == 0, shipment.said


def test_what_a_program_tries_to_send_is_counted(tmp_path):
    address = "import socket; socket.create_connection(('192.0.2.1', 443))"
    name = "import socket; socket.getaddrinfo('example.com', 443)"
    _, results = count_packets(
        [f'{sys.executable} -c "{program}"' for program in ("pass", address, name)],
        tmp_path,
    )
    assert [packets > 0 for _, packets in results] == [False, True, True]
